#ifndef CONSTAT_PRODUCTS_H
#define CONSTAT_PRODUCTS_H

#include <stddef.h>

/// c += a · b in single precision, all matrices row by row: `rows` rows of a with `stride` numbers each, of which the first `depth` count; b has `depth` rows and c has `rows` rows of `width` numbers.
///
/// `width` is a multiple of 8. Each sum runs from the first to the last step and products are rounded before they are added, so that the result is the same on every processor.
void constat_product(const float *a, size_t stride, const float *b, float *c, size_t rows, size_t depth, size_t width);

#endif

#include "products.h"

// Eight and sixteen numbers side by side, wherever they lie in memory.
typedef float eight __attribute__((vector_size(32), aligned(4)));
typedef float sixteen __attribute__((vector_size(64), aligned(4)));

// On x86 the loader takes the version that the processor runs fastest; elsewhere there is one.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

#pragma clang fp contract(off)

// A block of four rows and as many columns as a vector holds stays in registers while the steps run.
#define FOUR_ROWS(vector)                                                                                              \
  {                                                                                                                    \
    vector *c0 = (vector *)(to + column), *c1 = (vector *)(to + width + column);                                       \
    vector *c2 = (vector *)(to + 2 * width + column), *c3 = (vector *)(to + 3 * width + column);                       \
    vector s0 = *c0, s1 = *c1, s2 = *c2, s3 = *c3;                                                                     \
    for (size_t step = 0; step < depth; step++) {                                                                      \
      vector line = *(const vector *)(b + step * width + column);                                                      \
      s0 += from[step] * line;                                                                                         \
      s1 += from[stride + step] * line;                                                                                \
      s2 += from[2 * stride + step] * line;                                                                            \
      s3 += from[3 * stride + step] * line;                                                                            \
    }                                                                                                                  \
    *c0 = s0, *c1 = s1, *c2 = s2, *c3 = s3;                                                                            \
  }

#define ONE_ROW(vector)                                                                                                \
  {                                                                                                                    \
    vector sum = *(vector *)(to + column);                                                                             \
    for (size_t step = 0; step < depth; step++) sum += from[step] * *(const vector *)(b + step * width + column);      \
    *(vector *)(to + column) = sum;                                                                                    \
  }

FOR_EACH_PROCESSOR
void constat_product(const float *a, size_t stride, const float *b, float *c, size_t rows, size_t depth, size_t width) {
  size_t row = 0;
  for (; row + 4 <= rows; row += 4) {
    const float *from = a + row * stride;
    float *to = c + row * width;
    size_t column = 0;
    for (; column + 16 <= width; column += 16) FOUR_ROWS(sixteen)
    for (; column < width; column += 8) FOUR_ROWS(eight)
  }
  for (; row < rows; row++) {
    const float *from = a + row * stride;
    float *to = c + row * width;
    size_t column = 0;
    for (; column + 16 <= width; column += 16) ONE_ROW(sixteen)
    for (; column < width; column += 8) ONE_ROW(eight)
  }
}

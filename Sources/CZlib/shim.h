#include <zlib.h>

/* inflateInit2 is a macro, which Swift doesn't see. 15 + 32: zlib or gzip by their headers; -15: raw deflate. */
static inline int constat_inflate_init(z_stream *stream, int window) { return inflateInit2(stream, window); }

#include <libxml/xmlversion.h>
/* libxml2 may be built with ICU, whose headers clash with Foundation's own copy. Nothing here needs it. */
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

/* xmlFree is a variable that holds a function, which Swift can't call. */
static inline void constat_xml_free(void *pointer) { xmlFree(pointer); }

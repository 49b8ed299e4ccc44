/* The scanner of invoice_apis: judges JSON text by a compiled contract, in one pass, without making a value of it.

   One-sided: a text that it calls clean or accepted is so for the full validation too, which is written in Python. All
   else is "unsure", and the caller runs the full validation. So where a rule is hard to hold exactly, it is left out here.

   Every function that reads text takes the place `p` and the `end` of the text, never reads at or behind `end`, and
   returns the place behind what it read, or NULL for "unsure". Depth is bounded, and clean texts allocate nothing. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__) || defined(_M_X64)
#define HAS_SSE2 1
#include <emmintrin.h>
#endif

enum {
    MAGIC = 0x4E414353, /* "SCAN" */
    VERSION = 1,
    MAX_TEXT = 64 * 1024 * 1024, /* as jsontext.MAX_BYTES */
    MAX_DEPTH = 100,             /* half of jsontext.MAX_DEPTH */
    MAX_DEVIATIONS = 1000,       /* in one document */
    MAX_TOKEN = 100,             /* bytes of the token of a deviation */
    MAX_NUMBER = 200,            /* bytes; with an exponent of two digits surely within a double */
    MAX_EXPONENT = 2,            /* digits */
    MAX_FITTING = 18,            /* digits that surely fit into 64 bits; limits and codes have fewer */
    EXACT_DIGITS = 15,           /* every integer of so many digits is a double */
    SHORTEST_DIGITS = 17,        /* most digits of the shortest form of a double */
    MAX_MEMBERS = 256,           /* documented members of one object: bits of `seen` */
    MAX_UNKNOWN = 16,            /* members of one object that are not documented: they are compared pairwise */
    WITHOUT_GIL = 32 * 1024,     /* bytes from which a single text is scanned without the GIL */
};

enum { UNSURE, SUCCESS, FAILURE };
enum kind { TYPE, VALUE, MEMBER, MISSING, ROUNDED };

/* JSON types, as bits of masks. A number with a fraction or an exponent is a FRACTION even if it is integral. */
enum { NULL_ = 1, TRUE_ = 2, FALSE_ = 4, INTEGER = 8, FRACTION = 16, STRING = 32, ARRAY = 64, OBJECT = 128 };

/* The program: sections of little-endian words of 32 bits, written by lower/scan/program.py in the generator. All
   members are int32_t, so that a section is an array of its struct. */

struct header {
    int32_t magic, version;
    int32_t success, failure; /* root nodes; `failure` is -1 where the contract has no envelope */
    int32_t nodes, members, hashes, integers, cases, outcomes, texts, bytes; /* lengths of the sections */
};

enum { ENCODED = 1, IDENTIFIER = 2, STRICT = 4, NEEDS_SOME = 8 };
enum { ALLOWED, DEVIATES, REFUSED };

struct node {
    int32_t clean;                  /* types to accept, if the limits below hold */
    int32_t type, value;            /* types that are deviations: of the type, or of the value whatever it is */
    int32_t flags;                  /* ENCODED: a string is base64 of the JSON text of the value; IDENTIFIER: of digits;
                                       STRICT: a value outside of its limits is an error; NEEDS_SOME: some SOME member */
    int32_t min_length, max_length; /* code points */
    int32_t minimum, maximum;       /* index of an integer, or -1 */
    int32_t codes, code_count;      /* integers, one of which it must be */
    int32_t text;                   /* automaton that strings run through, or -1 */
    int32_t items, min_items, max_items;
    int32_t members, member_count, required_count;
    int32_t hash, hash_size;                /* of names: index of a member, counted from `members`, or -1 */
    int32_t unknown;                        /* what a member that is not documented is */
    int32_t cases, case_count, case_other;  /* steps of `state`, which tells the outcome: see outcome() */
};

enum { REQUIRED = 1, NEEDED = 2, SOME = 4, EXTRA = 8 };

struct member {
    int32_t name, length; /* in the section of bytes */
    int32_t node;
    int32_t flags; /* REQUIRED by the documented schema alone, NEEDED by both; EXTRA: only the compatible one knows it */
};

struct case_ {
    int32_t type;         /* the value has this type, and if it is a string or an integer, it equals */
    int32_t name, length; /* these bytes, or the integer with the index `name` */
    int32_t step;
};

enum verdict { OK, BROKEN, MAYBE };

struct text {
    int32_t classes; /* place in the section of bytes: the class of each byte */
    int32_t next;    /* the next state, by state and class */
    int32_t verdict; /* by state */
    int32_t state_count, class_count;
};

struct program {
    struct header header;
    const struct node *nodes;
    const struct member *members;
    const int32_t *hashes;
    const struct case_ *cases;
    const int32_t *outcomes; /* by state */
    const struct text *texts;
    int64_t *integers;
    uint8_t *bytes;
    int32_t *words; /* the memory of the sections */
    bool plain;     /* take the path for processors without SSE2 */
    bool decodes;   /* has nodes that are ENCODED */
};

struct deviation {
    const uint8_t *token; /* in the text, in `scratch`, or in the program */
    int32_t length, node, kind;
};

struct scan {
    const struct program *program;
    uint8_t *scratch, *scratch_end; /* room for decoded text */
    struct deviation *found;        /* of all documents of a block */
    size_t count, capacity;
    size_t first;  /* the first one of this document */
    uint32_t state; /* for the outcome */
    bool out_of_memory;
};

/* ---- Tokens ---- */

static const uint8_t *white_space(const uint8_t *p, const uint8_t *end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) p++;
    return p;
}

static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

static bool continues(uint8_t c) { return (c & 0xC0) == 0x80; }

/* One character of two to four bytes, by the table of well-formed UTF-8 (Unicode 3.9, table 3-7). */
static const uint8_t *multibyte(const uint8_t *p, const uint8_t *end)
{
    uint8_t c = p[0];
    ptrdiff_t room = end - p;
    if (c >= 0xC2 && c <= 0xDF) return room >= 2 && continues(p[1]) ? p + 2 : NULL;
    if (c >= 0xE0 && c <= 0xEF) {
        if (room < 3 || !continues(p[1]) || !continues(p[2])) return NULL;
        if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F)) return NULL; /* overlong; surrogates */
        return p + 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (room < 4 || !continues(p[1]) || !continues(p[2]) || !continues(p[3])) return NULL;
        if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F)) return NULL; /* overlong; beyond U+10FFFF */
        return p + 4;
    }
    return NULL;
}

/* The code unit of a \u escape, or -1. */
static int32_t code_unit(const uint8_t *p, const uint8_t *end)
{
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return -1;
    int32_t unit = 0;
    for (int i = 2; i < 6; i++) {
        uint8_t c = p[i], lower = c | 0x20;
        if (!is_digit(c) && !(lower >= 'a' && lower <= 'f')) return -1;
        unit = unit * 16 + (is_digit(c) ? c - '0' : lower - 'a' + 10);
    }
    return unit;
}

/* One escape: one character, which may be a pair of surrogates. */
static const uint8_t *escape(const uint8_t *p, const uint8_t *end)
{
    if (end - p < 2) return NULL;
    if (p[1] != 'u') return p[1] != 0 && strchr("\"\\/bfnrt", p[1]) != NULL ? p + 2 : NULL;
    int32_t unit = code_unit(p, end);
    if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return NULL;
    if (unit < 0xD800 || unit > 0xDBFF) return p + 6;
    int32_t low = code_unit(p + 6, end);
    return low >= 0xDC00 && low <= 0xDFFF ? p + 12 : NULL;
}

/* Characters that are one byte each and end nothing. */
static const uint8_t *plain_characters(const uint8_t *p, const uint8_t *end)
{
    while (p < end && *p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\') p++;
    return p;
}

#ifdef HAS_SSE2
static int first_bit(unsigned int mask)
{
#ifdef _MSC_VER
    unsigned long index;
    _BitScanForward(&index, mask);
    return (int)index;
#else
    return __builtin_ctz(mask);
#endif
}

/* The same, 16 bytes at a time. As signed bytes those from 0x80 on are below 0x20 too. */
static const uint8_t *wide_characters(const uint8_t *p, const uint8_t *end)
{
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), space = _mm_set1_epi8(0x20);
    while (end - p >= 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)p);
        __m128i special = _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash));
        int mask = _mm_movemask_epi8(_mm_or_si128(special, _mm_cmplt_epi8(block, space)));
        if (mask != 0) return p + first_bit((unsigned int)mask);
        p += 16;
    }
    return plain_characters(p, end);
}
#endif

/* A string from behind its opening quote to behind its closing one. */
static const uint8_t *string(const struct scan *scan, const uint8_t *p, const uint8_t *end, ptrdiff_t *length, bool *escaped)
{
    *length = 0;
    *escaped = false;
    for (;;) {
        const uint8_t *start = p;
#ifdef HAS_SSE2
        p = scan->program->plain ? plain_characters(p, end) : wide_characters(p, end);
#else
        (void)scan;
        p = plain_characters(p, end);
#endif
        *length += p - start;
        if (p == end || *p < 0x20) return NULL;
        if (*p == '"') return p + 1;
        *escaped |= *p == '\\';
        p = *p == '\\' ? escape(p, end) : multibyte(p, end);
        if (p == NULL) return NULL;
        *length += 1;
    }
}

static const int64_t BEYOND = 1000000000000000000;

struct number {
    int64_t value; /* of its integral part; a longer one than MAX_FITTING is BEYOND every limit and code */
    bool is_fraction, has_exponent;
};

static const uint8_t *digits(const uint8_t *p, const uint8_t *end)
{
    while (p < end && is_digit(*p)) p++;
    return p;
}

static const uint8_t *number(const uint8_t *p, const uint8_t *end, struct number *number)
{
    const uint8_t *start = p, *first = p + (*p == '-');
    uint64_t value = 0;
    for (p = first; p < end && is_digit(*p); p++) value = value * 10 + (uint64_t)(*p - '0');
    if (p == first || (*first == '0' && p - first > 1)) return NULL;
    number->value = p - first <= MAX_FITTING ? (int64_t)value : BEYOND;
    if (first > start) number->value = -number->value;
    number->is_fraction = number->has_exponent = false;
    if (p < end && *p == '.') {
        first = p + 1;
        p = digits(first, end);
        if (p == first) return NULL;
        number->is_fraction = true;
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        first = p + 1;
        if (first < end && (*first == '+' || *first == '-')) first++;
        p = digits(first, end);
        if (p == first || p - first > MAX_EXPONENT) return NULL;
        number->is_fraction = number->has_exponent = true;
    }
    return p - start <= MAX_NUMBER ? p : NULL;
}

/* ---- Judging ---- */

static bool deviate(struct scan *scan, const struct node *node, enum kind kind, const uint8_t *token, const uint8_t *stop)
{
    if (scan->count - scan->first == MAX_DEVIATIONS || stop - token > MAX_TOKEN) return false;
    if (scan->count == scan->capacity) {
        size_t capacity = scan->capacity == 0 ? 16 : scan->capacity * 2;
        struct deviation *found = realloc(scan->found, capacity * sizeof *found);
        if (found == NULL) {
            scan->out_of_memory = true;
            return false;
        }
        scan->found = found;
        scan->capacity = capacity;
    }
    struct deviation *found = &scan->found[scan->count++];
    found->token = token;
    found->length = (int32_t)(stop - token);
    found->node = (int32_t)(node - scan->program->nodes);
    found->kind = kind;
    return true;
}

/* A scalar of a type that is not clean. */
static bool other_type(struct scan *scan, const struct node *node, int type, const uint8_t *token, const uint8_t *stop)
{
    if (node->type & type) return deviate(scan, node, TYPE, token, stop);
    return (node->value & type) && deviate(scan, node, VALUE, token, stop);
}

/* A scalar outside of its limits. */
static bool broken(struct scan *scan, const struct node *node, const uint8_t *token, const uint8_t *stop)
{
    return !(node->flags & STRICT) && deviate(scan, node, VALUE, token, stop);
}

/* Adds what a value says about the outcome; true also for a node that says nothing. `text` is a string without quotes
   and escapes, and NULL for all others. */
static bool outcome(struct scan *scan, const struct node *node, int type, const uint8_t *text, ptrdiff_t length, int64_t integer)
{
    const struct program *program = scan->program;
    const struct case_ *each = program->cases + node->cases;
    for (int32_t i = 0; i < node->case_count; i++, each++) {
        if (each->type != type) continue;
        if (type == STRING && (each->length != length || memcmp(program->bytes + each->name, text, (size_t)length) != 0))
            continue;
        if (type == INTEGER && program->integers[each->name] != integer) continue;
        scan->state += (uint32_t)each->step;
        return true;
    }
    scan->state += (uint32_t)node->case_other;
    return true;
}

static enum verdict run(const struct program *program, const struct text *text, const uint8_t *p, const uint8_t *stop)
{
    const uint8_t *classes = program->bytes + text->classes, *next = program->bytes + text->next;
    uint32_t state = 0, count = (uint32_t)text->class_count;
    for (; p < stop; p++) state = next[state * count + classes[*p]];
    return (enum verdict)program->bytes[text->verdict + (int32_t)state];
}

static const uint8_t *encoded_text(struct scan *, const struct node *, const uint8_t *, const uint8_t *, int);

static const uint8_t *text(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end, int depth)
{
    if (node->flags & ENCODED) return encoded_text(scan, node, p, end, depth);
    ptrdiff_t length;
    bool escaped;
    const uint8_t *stop = string(scan, p + 1, end, &length, &escaped);
    if (stop == NULL || (escaped && (node->text >= 0 || node->case_count > 0))) return NULL;
    enum verdict verdict = OK;
    if (node->text >= 0) verdict = run(scan->program, &scan->program->texts[node->text], p + 1, stop - 1);
    if (verdict == MAYBE) return NULL;
    if (node->case_count > 0) outcome(scan, node, STRING, p + 1, stop - 1 - (p + 1), 0);
    if (!(node->clean & STRING)) return other_type(scan, node, STRING, p, stop) ? stop : NULL;
    if (length < node->min_length || length > node->max_length) verdict = BROKEN;
    return verdict == OK || broken(scan, node, p, stop) ? stop : NULL;
}

/* Whether an integer ends as those do that were rounded to a double and padded with zeros; not all that do were. */
static bool may_be_rounded(const uint8_t *p, const uint8_t *stop)
{
    ptrdiff_t count = stop - p - (*p == '-'), zeros = 0;
    while (zeros < count && stop[-1 - zeros] == '0') zeros++;
    return count > EXACT_DIGITS && zeros > 0 && zeros >= count - SHORTEST_DIGITS;
}

/* Whether the integral part of a fraction is so close to a limit that rounding the fraction may change the verdict. */
static bool is_near(const struct program *program, int32_t limit, int64_t value)
{
    if (limit < 0) return false;
    int64_t integer = program->integers[limit];
    return value <= integer ? integer - value <= 1 : value - integer <= 1;
}

/* Whether a number keeps its limits. */
static enum verdict within(const struct program *program, const struct node *node, const struct number *number)
{
    if (node->minimum < 0 && node->maximum < 0 && node->code_count == 0) return OK;
    if (number->has_exponent) return MAYBE;
    int64_t value = number->value;
    if (number->is_fraction &&
        (node->code_count > 0 || is_near(program, node->minimum, value) || is_near(program, node->maximum, value)))
        return MAYBE;
    if (node->minimum >= 0 && value < program->integers[node->minimum]) return BROKEN;
    if (node->maximum >= 0 && value > program->integers[node->maximum]) return BROKEN;
    for (int32_t i = 0; i < node->code_count; i++)
        if (program->integers[node->codes + i] == value) return OK;
    return node->code_count > 0 ? BROKEN : OK;
}

static const uint8_t *numeric(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end)
{
    struct number found;
    const uint8_t *stop = number(p, end, &found);
    if (stop == NULL) return NULL;
    int type = found.is_fraction ? FRACTION : INTEGER;
    if ((node->flags & IDENTIFIER) && may_be_rounded(p, stop))
        if ((node->flags & STRICT) || !deviate(scan, node, ROUNDED, p, stop)) return NULL;
    if (node->case_count > 0) {
        if (found.is_fraction) return NULL;
        outcome(scan, node, INTEGER, NULL, 0, found.value);
    }
    if (!(node->clean & type)) return other_type(scan, node, type, p, stop) ? stop : NULL;
    enum verdict verdict = within(scan->program, node, &found);
    return verdict == OK || (verdict == BROKEN && broken(scan, node, p, stop)) ? stop : NULL;
}

static const uint8_t *literal(struct scan *scan, const struct node *node, int type, const char *word, const uint8_t *p, const uint8_t *end)
{
    size_t length = strlen(word);
    if ((size_t)(end - p) < length || memcmp(p, word, length) != 0) return NULL;
    if (node->case_count > 0) outcome(scan, node, type, NULL, 0, 0);
    return (node->clean & type) || other_type(scan, node, type, p, p + length) ? p + length : NULL;
}

static const uint8_t *value(struct scan *, int32_t, const uint8_t *, const uint8_t *, int);

static const uint8_t *array(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end, int depth)
{
    if (!(node->clean & ARRAY)) return NULL;
    if (node->case_count > 0) outcome(scan, node, ARRAY, NULL, 0, 0);
    ptrdiff_t count = 0;
    p = white_space(p + 1, end);
    if (p < end && *p == ']') return node->min_items == 0 ? p + 1 : NULL;
    for (;;) {
        p = value(scan, node->items, p, end, depth + 1);
        if (p == NULL) return NULL;
        count++;
        p = white_space(p, end);
        if (p == end) return NULL;
        if (*p == ']') return count >= node->min_items && count <= node->max_items ? p + 1 : NULL;
        if (*p != ',') return NULL;
        p = white_space(p + 1, end);
    }
}

/* The documented member with a name, counted from `members`; -1 if there is none. */
static int32_t find(const struct program *program, const struct node *node, const uint8_t *name, ptrdiff_t length)
{
    const struct member *members = program->members + node->members;
    uint32_t size = (uint32_t)node->hash_size, hash = (uint32_t)length * 131;
    if (length > 0) hash += name[0] * 31u + name[length / 2] * 7u + name[length - 1];
    for (uint32_t i = 0; i < size; i++) {
        int32_t index = program->hashes[(uint32_t)node->hash + ((hash + i) & (size - 1))];
        if (index < 0) return -1;
        if (members[index].length == length && memcmp(program->bytes + members[index].name, name, (size_t)length) == 0)
            return index;
    }
    return -1;
}

/* What is known of an object while its members are read. */
struct object {
    uint64_t seen[MAX_MEMBERS / 64]; /* documented members */
    int32_t next;                    /* the member that is probably next: services write them in one order */
    int32_t required;                /* members seen that are REQUIRED or NEEDED */
    int32_t some;                    /* members seen that are SOME */
    int32_t unknown_count;
    struct {
        const uint8_t *name;
        ptrdiff_t length;
    } unknown[MAX_UNKNOWN];
};

/* A documented member. Returns its node, or -1: unsure. */
static int32_t documented(struct scan *scan, const struct node *node, struct object *object, int32_t index)
{
    const struct member *member = &scan->program->members[node->members + index];
    uint64_t bit = (uint64_t)1 << (index % 64);
    if (object->seen[index / 64] & bit) return -1;
    object->seen[index / 64] |= bit;
    object->next = index + 1;
    object->required += (member->flags & (REQUIRED | NEEDED)) != 0;
    object->some += (member->flags & SOME) != 0;
    const uint8_t *name = scan->program->bytes + member->name;
    if ((member->flags & EXTRA) && !deviate(scan, node, MEMBER, name, name + member->length)) return -1;
    return member->node;
}

/* A member that is not documented. Returns its node, 0 for anything, or -1: unsure. */
static int32_t unknown(struct scan *scan, const struct node *node, struct object *object, const uint8_t *name, ptrdiff_t length)
{
    if (node->unknown == REFUSED || object->unknown_count == MAX_UNKNOWN) return -1;
    for (int32_t i = 0; i < object->unknown_count; i++)
        if (object->unknown[i].length == length && memcmp(object->unknown[i].name, name, (size_t)length) == 0) return -1;
    object->unknown[object->unknown_count].name = name;
    object->unknown[object->unknown_count++].length = length;
    if (node->unknown == DEVIATES && !deviate(scan, node, MEMBER, name, name + length)) return -1;
    return 0;
}

/* A name from behind its opening quote to behind its closing one, and the node for its value, or -1: unsure. */
static const uint8_t *name(struct scan *scan, const struct node *node, struct object *object, const uint8_t *p, const uint8_t *end, int32_t *index)
{
    const struct program *program = scan->program;
    if (object->next < node->member_count) {
        const struct member *next = &program->members[node->members + object->next];
        if (end - p > next->length && p[next->length] == '"' && memcmp(p, program->bytes + next->name, (size_t)next->length) == 0) {
            *index = documented(scan, node, object, object->next);
            return p + next->length + 1;
        }
    }
    ptrdiff_t length;
    bool escaped;
    const uint8_t *stop = string(scan, p, end, &length, &escaped);
    if (stop == NULL || escaped) return NULL;
    length = stop - 1 - p;
    int32_t found = find(program, node, p, length);
    *index = found >= 0 ? documented(scan, node, object, found) : unknown(scan, node, object, p, length);
    return stop;
}

/* Whether an object has what it must have; what only the documented schema requires may be missing. */
static bool complete(struct scan *scan, const struct node *node, const struct object *object)
{
    if ((node->flags & NEEDS_SOME) && object->some == 0) return false;
    if (object->required == node->required_count) return true;
    const struct member *member = scan->program->members + node->members;
    for (int32_t i = 0; i < node->member_count; i++, member++) {
        if (!(member->flags & (REQUIRED | NEEDED)) || (object->seen[i / 64] >> (i % 64) & 1)) continue;
        const uint8_t *name = scan->program->bytes + member->name;
        if ((member->flags & NEEDED) || !deviate(scan, node, MISSING, name, name + member->length)) return false;
    }
    return true;
}

static const uint8_t *object(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end, int depth)
{
    if (!(node->clean & OBJECT)) return NULL;
    if (node->case_count > 0) outcome(scan, node, OBJECT, NULL, 0, 0);
    struct object object;
    memset(object.seen, 0, sizeof object.seen);
    object.next = object.required = object.some = object.unknown_count = 0;
    p = white_space(p + 1, end);
    if (p < end && *p == '}') return complete(scan, node, &object) ? p + 1 : NULL;
    for (;;) {
        int32_t index = -1;
        if (p == end || *p != '"') return NULL;
        p = name(scan, node, &object, p + 1, end, &index);
        if (p == NULL || index < 0) return NULL;
        p = white_space(p, end);
        if (p == end || *p != ':') return NULL;
        p = value(scan, index, white_space(p + 1, end), end, depth + 1);
        if (p == NULL) return NULL;
        p = white_space(p, end);
        if (p == end) return NULL;
        if (*p == '}') return complete(scan, node, &object) ? p + 1 : NULL;
        if (*p != ',') return NULL;
        p = white_space(p + 1, end);
    }
}

static const uint8_t *value(struct scan *scan, int32_t index, const uint8_t *p, const uint8_t *end, int depth)
{
    const struct node *node = &scan->program->nodes[index];
    if (p == end || depth > MAX_DEPTH) return NULL;
    switch (*p) {
    case '"': return text(scan, node, p, end, depth);
    case '{': return object(scan, node, p, end, depth);
    case '[': return array(scan, node, p, end, depth);
    case 'n': return literal(scan, node, NULL_, "null", p, end);
    case 't': return literal(scan, node, TRUE_, "true", p, end);
    case 'f': return literal(scan, node, FALSE_, "false", p, end);
    default: return numeric(scan, node, p, end);
    }
}

/* ---- Encoded members ---- */

/* The value of a character of base64, or -1. */
static int32_t sextet(uint8_t c)
{
    static const int8_t values[128] = {
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, /* control characters */
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, /* control characters */
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 62, -1, -1, -1, 63, /* + and / */
        52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, -1, -1, -1, -1, /* 0 to 9 */
        -1, 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, /* A to O */
        15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, -1, /* P to Z */
        -1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, /* a to o */
        41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, -1, -1, -1, -1, -1, /* p to z */
    };
    return c < 128 ? values[c] : -1;
}

/* Decodes groups of four plain characters, as many as there are. */
static const uint8_t *plain_groups(const uint8_t *p, const uint8_t *end, uint8_t **out, const uint8_t *out_end)
{
    while (end - p >= 4 && out_end - *out >= 3) {
        int32_t a = sextet(p[0]), b = sextet(p[1]), c = sextet(p[2]), d = sextet(p[3]);
        if ((a | b | c | d) < 0) break;
        *(*out)++ = (uint8_t)(a << 2 | b >> 4);
        *(*out)++ = (uint8_t)(b << 4 | c >> 2);
        *(*out)++ = (uint8_t)(c << 6 | d);
        p += 4;
    }
    return p;
}

/* The last group, or one with an escaped `/`. Reads four characters, of which up to two last ones are padding. */
static const uint8_t *odd_group(const uint8_t *p, const uint8_t *end, uint8_t **out, const uint8_t *out_end, int *padding)
{
    uint32_t bits = 0;
    for (int i = 0; i < 4; i++) {
        if (end - p >= 2 && p[0] == '\\' && p[1] == '/') p++;
        if (p == end) return NULL;
        bool is_padding = *p == '=' && i >= 2;
        int32_t value = is_padding ? 0 : sextet(*p);
        if (value < 0 || (*padding > 0 && !is_padding)) return NULL;
        *padding += is_padding;
        bits = bits << 6 | (uint32_t)value;
        p++;
    }
    if (bits & ((1u << (8 * *padding)) - 1)) return NULL; /* bits that no byte has: not the canonical form */
    if (out_end - *out < 3) return NULL;
    for (int i = 0; i < 3 - *padding; i++) *(*out)++ = (uint8_t)(bits >> (16 - 8 * i));
    return p;
}

static const uint8_t *decode(struct scan *scan, const uint8_t *p, const uint8_t *end)
{
    int padding = 0;
    while (padding == 0) {
        p = plain_groups(p, end, &scan->scratch, scan->scratch_end);
        if (p < end && *p == '"') return p + 1;
        p = odd_group(p, end, &scan->scratch, scan->scratch_end, &padding);
        if (p == NULL) return NULL;
    }
    return p < end && *p == '"' ? p + 1 : NULL;
}

/* A text of one value with nothing behind it. */
static bool whole(struct scan *scan, int32_t index, const uint8_t *p, const uint8_t *end, int depth)
{
    p = value(scan, index, white_space(p, end), end, depth);
    return p != NULL && white_space(p, end) == end;
}

static const uint8_t *encoded_text(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end, int depth)
{
    const uint8_t *decoded = scan->scratch;
    const uint8_t *stop = decode(scan, p + 1, end);
    if (stop == NULL) return NULL;
    const uint8_t *start = white_space(decoded, scan->scratch);
    if (start == scan->scratch || *start == '"') return NULL; /* empty text means null; a string is not decoded again */
    return whole(scan, (int32_t)(node - scan->program->nodes), start, scan->scratch, depth) ? stop : NULL;
}

/* ---- Documents ---- */

/* Judges one text, as a success and then as a failure. Its deviations are those from `scan->first` on. */
static int document(struct scan *scan, const uint8_t *p, const uint8_t *end)
{
    const struct header *header = &scan->program->header;
    const int32_t roots[] = {header->success, header->failure};
    uint8_t *scratch = scan->scratch;
    scan->first = scan->count;
    for (int outcome = SUCCESS; outcome <= FAILURE && end - p <= MAX_TEXT; outcome++) {
        scan->state = 0;
        if (roots[outcome - SUCCESS] >= 0 && whole(scan, roots[outcome - SUCCESS], p, end, 0) &&
            scan->state < (uint32_t)header->outcomes && scan->program->outcomes[scan->state] == outcome) {
            if (scan->count == scan->first) scan->scratch = scratch; /* else deviations point into it */
            return outcome;
        }
        scan->count = scan->first;
        scan->scratch = scratch;
    }
    return UNSURE;
}

/* ---- Loading ---- */

/* Whether `count` things from `first` on are among `length` ones. */
static bool has(int32_t length, int32_t first, int64_t count)
{
    return first >= 0 && count >= 0 && first + count <= length;
}

static bool is_index(int32_t length, int32_t index) { return index >= 0 && index < length; }

static bool node_is_sound(const struct program *program, const struct node *node)
{
    const struct header *header = &program->header;
    if (!has(header->members, node->members, node->member_count) || node->member_count > MAX_MEMBERS) return false;
    if (!has(header->hashes, node->hash, node->hash_size)) return false;
    if (node->hash_size == 0 ? node->member_count > 0 : (node->hash_size & (node->hash_size - 1)) != 0) return false;
    for (int32_t i = 0; i < node->hash_size; i++)
        if (program->hashes[node->hash + i] >= node->member_count) return false;
    if (!has(header->integers, node->codes, node->code_count) || !has(header->cases, node->cases, node->case_count)) return false;
    if (node->minimum >= header->integers || node->maximum >= header->integers) return false;
    if (node->text >= header->texts || !is_index(header->nodes, node->items)) return false;
    return node->case_other >= 0;
}

static bool text_is_sound(const struct program *program, const struct text *text)
{
    int32_t length = program->header.bytes;
    int64_t states = text->state_count, classes = text->class_count;
    if (states < 1 || states > 256 || classes < 1 || classes > 256) return false;
    if (!has(length, text->classes, 256) || !has(length, text->next, states * classes) || !has(length, text->verdict, states))
        return false;
    for (int i = 0; i < 256; i++)
        if (program->bytes[text->classes + i] >= classes) return false;
    for (int64_t i = 0; i < states * classes; i++)
        if (program->bytes[text->next + i] >= states) return false;
    for (int64_t i = 0; i < states; i++)
        if (program->bytes[text->verdict + i] > MAYBE) return false;
    return true;
}

static bool case_is_sound(const struct program *program, const struct case_ *each)
{
    if (each->step < 0) return false;
    if (each->type == STRING) return has(program->header.bytes, each->name, each->length);
    return each->type != INTEGER || is_index(program->header.integers, each->name);
}

/* Whether every index is within its section, so that a damaged program does no harm: at most its verdicts are wrong. */
static bool is_sound(const struct program *program)
{
    const struct header *header = &program->header;
    if (!is_index(header->nodes, header->success) || header->failure >= header->nodes || header->outcomes < 1) return false;
    for (int32_t i = 0; i < header->nodes; i++)
        if (!node_is_sound(program, &program->nodes[i])) return false;
    for (int32_t i = 0; i < header->members; i++) {
        const struct member *member = &program->members[i];
        if (!has(header->bytes, member->name, member->length) || !is_index(header->nodes, member->node)) return false;
    }
    for (int32_t i = 0; i < header->texts; i++)
        if (!text_is_sound(program, &program->texts[i])) return false;
    for (int32_t i = 0; i < header->cases; i++)
        if (!case_is_sound(program, &program->cases[i])) return false;
    return true;
}

static int32_t read_word(const uint8_t *p)
{
    return (int32_t)((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
}

static int32_t section_words(const struct header *header, int section)
{
    const int64_t words[] = {
        (int64_t)header->nodes * (int64_t)(sizeof(struct node) / 4),
        (int64_t)header->members * (int64_t)(sizeof(struct member) / 4),
        header->hashes,
        (int64_t)header->cases * (int64_t)(sizeof(struct case_) / 4),
        header->outcomes,
        (int64_t)header->texts * (int64_t)(sizeof(struct text) / 4),
        (int64_t)header->integers * 2,
        ((int64_t)header->bytes + 3) / 4,
    };
    return words[section] >= 0 && words[section] <= INT32_MAX / 16 ? (int32_t)words[section] : -1;
}

enum { SECTIONS = 8, HEADER_WORDS = sizeof(struct header) / 4 };

/* The sections of a program, as the words of this machine. False: it is damaged. The memory is the caller's. */
static bool load(struct program *program, const uint8_t *raw, Py_ssize_t size)
{
    int32_t *starts[SECTIONS + 1];
    if (size % 4 != 0 || size / 4 < HEADER_WORDS) return false;
    for (Py_ssize_t i = 0; i < size / 4; i++) program->words[i] = read_word(raw + 4 * i);
    memcpy(&program->header, program->words, sizeof program->header);
    if (program->header.magic != MAGIC || program->header.version != VERSION) return false;
    starts[0] = program->words + HEADER_WORDS;
    for (int section = 0; section < SECTIONS; section++) {
        int32_t words = section_words(&program->header, section);
        if (words < 0 || words > program->words + size / 4 - starts[section]) return false;
        starts[section + 1] = starts[section] + words;
    }
    if (starts[SECTIONS] != program->words + size / 4) return false;
    program->nodes = (const struct node *)starts[0];
    program->members = (const struct member *)starts[1];
    program->hashes = starts[2];
    program->cases = (const struct case_ *)starts[3];
    program->outcomes = starts[4];
    program->texts = (const struct text *)starts[5];
    for (int32_t i = 0; i < program->header.integers; i++) {
        uint64_t low = (uint32_t)starts[6][2 * i], high = (uint32_t)starts[6][2 * i + 1];
        program->integers[i] = (int64_t)(high << 32 | low);
    }
    memcpy(program->bytes, raw + 4 * (starts[7] - program->words), (size_t)program->header.bytes);
    for (int32_t i = 0; i < program->header.nodes; i++) program->decodes |= (program->nodes[i].flags & ENCODED) != 0;
    return is_sound(program);
}

/* ---- Python ---- */

typedef struct {
    PyObject_HEAD
    struct program program;
} Program;

/* A scan of texts of so many bytes together. False, with an exception: no memory. */
static bool begin(struct scan *scan, PyObject *self, Py_ssize_t size)
{
    memset(scan, 0, sizeof *scan);
    scan->program = &((Program *)self)->program;
    if (!scan->program->decodes) return true;
    size_t room = (size_t)size / 4 * 3 + 3; /* four characters of base64 carry three bytes */
    scan->scratch = malloc(room);
    if (scan->scratch == NULL) {
        PyErr_NoMemory();
        return false;
    }
    scan->scratch_end = scan->scratch + room;
    return true;
}

static PyObject *deviations(const struct scan *scan, size_t first, size_t count)
{
    PyObject *tuple = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; tuple != NULL && i < count; i++) {
        const struct deviation *each = &scan->found[first + i];
        PyObject *item = Py_BuildValue("iiy#", each->node, each->kind, each->token, (Py_ssize_t)each->length);
        if (item == NULL || PyTuple_SetItem(tuple, (Py_ssize_t)i, item) < 0) Py_CLEAR(tuple);
    }
    return tuple;
}

/* The result for one document: its outcome, and its deviations if there are any. */
static PyObject *result(const struct scan *scan, int outcome, size_t first, size_t count)
{
    if (count == 0) return PyLong_FromLong(outcome);
    PyObject *found = deviations(scan, first, count);
    return found == NULL ? NULL : Py_BuildValue("iN", outcome, found);
}

PyDoc_STRVAR(scan_doc, "scan(raw, /)\n--\n\n"
                       "Judge one JSON text.\n\n"
                       "Returns 0 for unsure, 1 for a success and 2 for a failure without deviations, else\n"
                       "`(1 or 2, ((node, kind, token), ...))`. Raises MemoryError.");

static PyObject *program_scan(PyObject *self, PyObject *raw)
{
    Py_buffer buffer;
    struct scan scan;
    PyObject *found = NULL;
    if (PyObject_GetBuffer(raw, &buffer, PyBUF_SIMPLE) < 0) return NULL;
    if (begin(&scan, self, buffer.len)) {
        const uint8_t *start = buffer.buf, *memory = scan.scratch;
        PyThreadState *released = buffer.len >= WITHOUT_GIL ? PyEval_SaveThread() : NULL;
        int outcome = document(&scan, start, start + buffer.len);
        if (released != NULL) PyEval_RestoreThread(released);
        found = scan.out_of_memory ? PyErr_NoMemory() : result(&scan, outcome, 0, scan.count);
        free((void *)memory);
        free(scan.found);
    }
    PyBuffer_Release(&buffer);
    return found;
}

/* A line that is no clean success. */
struct line {
    Py_ssize_t index, start, end;
    size_t first, count;
    int outcome;
};

struct lines {
    struct line *listed;
    size_t count, capacity;
    Py_ssize_t total, blank;
};

static bool list_line(struct lines *lines, const struct scan *scan, Py_ssize_t start, Py_ssize_t end, int outcome)
{
    if (lines->count == lines->capacity) {
        size_t capacity = lines->capacity == 0 ? 64 : lines->capacity * 2;
        struct line *listed = realloc(lines->listed, capacity * sizeof *listed);
        if (listed == NULL) return false;
        lines->listed = listed;
        lines->capacity = capacity;
    }
    struct line *line = &lines->listed[lines->count++];
    line->index = lines->total;
    line->start = start;
    line->end = end;
    line->first = scan->first;
    line->count = scan->count - scan->first;
    line->outcome = outcome;
    return true;
}

/* Scans the lines from `start` to `end`; false: no memory. Runs without the GIL. */
static bool scan_lines(struct lines *lines, struct scan *scan, const uint8_t *block, Py_ssize_t start, Py_ssize_t end)
{
    while (start < end) {
        const uint8_t *feed = memchr(block + start, '\n', (size_t)(end - start));
        Py_ssize_t stop = feed == NULL ? end : feed - block;
        if (white_space(block + start, block + stop) == block + stop) {
            lines->blank++;
        } else {
            int outcome = document(scan, block + start, block + stop);
            bool is_clean = outcome == SUCCESS && scan->count == scan->first;
            if (scan->out_of_memory || (!is_clean && !list_line(lines, scan, start, stop, outcome))) return false;
        }
        lines->total++;
        start = stop + 1;
    }
    return true;
}

static PyObject *listed(const struct lines *lines, const struct scan *scan)
{
    PyObject *list = PyList_New((Py_ssize_t)lines->count);
    for (size_t i = 0; list != NULL && i < lines->count; i++) {
        const struct line *line = &lines->listed[i];
        PyObject *found = result(scan, line->outcome, line->first, line->count);
        PyObject *item = found == NULL ? NULL : Py_BuildValue("nnnN", line->index, line->start, line->end, found);
        if (item == NULL || PyList_SetItem(list, (Py_ssize_t)i, item) < 0) Py_CLEAR(list);
    }
    return list;
}

PyDoc_STRVAR(lines_doc, "lines(block, start=0, end=None, /)\n--\n\n"
                        "Judge each line of a block of NDJSON, without the GIL.\n\n"
                        "Lines end with a line feed, the last one also at the end of the block; those of white space are blank.\n"
                        "Returns `(lines, blank, [(index, start, end, result), ...])`: how many lines there are, how many of\n"
                        "them are blank, and those that are neither blank nor a success without deviations, each with its\n"
                        "number from 0, its place in the block, and its result as `scan` gives it. Raises MemoryError.");

static PyObject *program_lines(PyObject *self, PyObject *args)
{
    Py_buffer buffer;
    Py_ssize_t start = 0;
    PyObject *last = Py_None, *found = NULL;
    if (!PyArg_ParseTuple(args, "y*|nO:lines", &buffer, &start, &last)) return NULL;
    Py_ssize_t end = last == Py_None ? buffer.len : PyLong_AsSsize_t(last);
    struct scan scan;
    struct lines lines = {NULL, 0, 0, 0, 0};
    if (PyErr_Occurred() == NULL && (start < 0 || start > end || end > buffer.len))
        PyErr_SetString(PyExc_ValueError, "start and end are not within the block");
    if (PyErr_Occurred() == NULL && begin(&scan, self, end - start)) {
        const uint8_t *memory = scan.scratch;
        bool done;
        Py_BEGIN_ALLOW_THREADS
        done = scan_lines(&lines, &scan, buffer.buf, start, end);
        Py_END_ALLOW_THREADS
        PyObject *list = done ? listed(&lines, &scan) : PyErr_NoMemory();
        if (list != NULL) found = Py_BuildValue("nnN", lines.total, lines.blank, list);
        free((void *)memory);
        free(scan.found);
        free(lines.listed);
    }
    PyBuffer_Release(&buffer);
    return found;
}

/* A column of texts, as Arrow stores it. */
struct column {
    Py_buffer data, offsets, out;
    int width; /* bytes of an offset */
    Py_ssize_t offset, length;
};

static int64_t text_offset(const struct column *column, Py_ssize_t index)
{
    const char *place = (const char *)column->offsets.buf + (column->offset + index) * column->width;
    int32_t narrow;
    int64_t wide;
    if (column->width == 8) {
        memcpy(&wide, place, sizeof wide);
        return wide;
    }
    memcpy(&narrow, place, sizeof narrow);
    return narrow;
}

/* Scans all texts; false: an offset is wrong. Runs without the GIL. */
static bool scan_column(struct column *column, struct scan *scan, Py_ssize_t *clean)
{
    const uint8_t *data = column->data.buf;
    uint8_t *out = column->out.buf;
    for (Py_ssize_t i = 0; i < column->length && !scan->out_of_memory; i++) {
        int64_t start = text_offset(column, i), end = text_offset(column, i + 1);
        if (start < 0 || start > end || end > column->data.len) return false;
        uint8_t *scratch = scan->scratch;
        int outcome = document(scan, data + start, data + end);
        bool deviates = scan->count > scan->first;
        out[i] = (uint8_t)(outcome + (deviates ? 2 : 0));
        *clean += out[i] == SUCCESS;
        scan->count = 0;
        scan->scratch = scratch;
    }
    return true;
}

static bool fits(const struct column *column)
{
    Py_ssize_t room = column->width == 4 || column->width == 8 ? column->offsets.len / column->width : 0;
    return column->offset >= 0 && column->length >= 0 && column->offset < room && column->length < room - column->offset &&
           column->length <= column->out.len;
}

PyDoc_STRVAR(column_doc, "column(data, offsets, width, offset, length, out, /)\n--\n\n"
                         "Judge each text of a column of Arrow (binary or large_binary), without the GIL.\n\n"
                         "`width` is that of an offset, 4 or 8; `offset` and `length` are those of the array. `out` is writable\n"
                         "and gets a byte for each text: 0 unsure, 1 success and 2 failure without deviations, 3 and 4 the same\n"
                         "with deviations. Returns how many are 1. Raises ValueError for sizes and offsets that do not fit, and\n"
                         "MemoryError.");

static PyObject *program_column(PyObject *self, PyObject *args)
{
    struct column column;
    struct scan scan;
    Py_ssize_t clean = 0;
    if (!PyArg_ParseTuple(args, "y*y*innw*:column", &column.data, &column.offsets, &column.width, &column.offset, &column.length, &column.out))
        return NULL;
    if (!fits(&column)) {
        PyErr_SetString(PyExc_ValueError, "width, offset or length do not fit the buffers");
    } else if (begin(&scan, self, column.data.len)) {
        const uint8_t *memory = scan.scratch;
        bool done;
        Py_BEGIN_ALLOW_THREADS
        done = scan_column(&column, &scan, &clean);
        Py_END_ALLOW_THREADS
        if (scan.out_of_memory) PyErr_NoMemory();
        if (!done) PyErr_SetString(PyExc_ValueError, "an offset is outside of the data");
        free((void *)memory);
        free(scan.found);
    }
    PyBuffer_Release(&column.data);
    PyBuffer_Release(&column.offsets);
    PyBuffer_Release(&column.out);
    return PyErr_Occurred() == NULL ? PyLong_FromSsize_t(clean) : NULL;
}

PyDoc_STRVAR(program_doc, "Program(program, plain=False)\n--\n\n"
                          "A compiled contract. Thread-safe.\n\n"
                          "`plain` takes the path for processors without SSE2. Raises ValueError when the program is damaged.");

static PyObject *program_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"program", "plain", NULL};
    char *raw;
    Py_ssize_t size;
    int plain = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y#|p:Program", names, &raw, &size, &plain)) return NULL;
    Program *self = (Program *)PyType_GenericAlloc(type, 0);
    if (self == NULL) return NULL;
    struct program *program = &self->program;
    program->plain = plain != 0;
    program->words = malloc((size_t)size + 4); /* one each: no section is longer than the whole */
    program->integers = malloc((size_t)size + 8);
    program->bytes = malloc((size_t)size + 4);
    if (program->words == NULL || program->integers == NULL || program->bytes == NULL) {
        PyErr_NoMemory();
    } else if (!load(program, (const uint8_t *)raw, size)) {
        PyErr_SetString(PyExc_ValueError, "the program of the contract is damaged");
    } else {
        return (PyObject *)self;
    }
    Py_DECREF(self);
    return NULL;
}

static void program_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    struct program *program = &((Program *)self)->program;
    free(program->words);
    free(program->integers);
    free(program->bytes);
    release(self);
    Py_DECREF(type);
}

static PyMethodDef methods[] = {
    {"scan", program_scan, METH_O, scan_doc},
    {"lines", program_lines, METH_VARARGS, lines_doc},
    {"column", program_column, METH_VARARGS, column_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot type_slots[] = {
    {Py_tp_doc, (void *)program_doc},     {Py_tp_new, (void *)program_new}, {Py_tp_dealloc, (void *)program_dealloc},
    {Py_tp_methods, (void *)methods},     {0, NULL},
};

static PyType_Spec type_spec = {"invoice_apis.scanner._scanner.Program", sizeof(Program), 0, Py_TPFLAGS_DEFAULT, type_slots};

static int module_exec(PyObject *module)
{
    PyObject *type = PyType_FromModuleAndSpec(module, &type_spec, NULL);
    int failed = type == NULL || PyModule_AddObjectRef(module, "Program", type) < 0;
    Py_XDECREF(type);
    return failed ? -1 : 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)module_exec}, {0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_scanner", "Judges JSON text by compiled contracts.", 0, NULL, module_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__scanner(void) { return PyModuleDef_Init(&module); }

/* The Python module of the scanner; the scanner itself is in scan.h. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include "scan.h"

enum {
    WITHOUT_GIL = 32 * 1024, /* bytes from which a single text is scanned without the GIL */
};

typedef struct {
    PyObject_HEAD
    struct program program;
} Program;

/* Prepares a scan of texts of so many bytes together. False, with an exception: no memory. */
static bool begin(struct scan *scan, PyObject *self, Py_ssize_t size)
{
    memset(scan, 0, sizeof *scan);
    scan->program = &((Program *)self)->program;
    if (!scan->program->decodes) return true;
    size_t room = (size_t)size / 4 * 3 + 4; /* four characters of base64 carry three bytes; decoded by words of four */
    scan->memory = scan->scratch = malloc(room);
    scan->scratch_end = scan->scratch + room;
    if (scan->memory == NULL) PyErr_NoMemory();
    return scan->memory != NULL;
}

static void finish(struct scan *scan)
{
    free(scan->memory);
    free(scan->found);
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

/* Scans one text; false, with an exception: it can't. The text must stay until the result is made. */
static bool scan_text(struct scan *scan, PyObject *self, const Py_buffer *text, int *outcome)
{
    if (!begin(scan, self, text->len)) return false;
    const uint8_t *start = text->buf;
    PyThreadState *released = text->len >= WITHOUT_GIL ? PyEval_SaveThread() : NULL;
    *outcome = document(scan, start, start + text->len);
    if (released != NULL) PyEval_RestoreThread(released);
    if (scan->out_of_memory) PyErr_NoMemory();
    return !scan->out_of_memory;
}

static PyObject *program_scan(PyObject *self, PyObject *raw)
{
    Py_buffer buffer;
    struct scan scan;
    int outcome;
    if (PyObject_GetBuffer(raw, &buffer, PyBUF_SIMPLE) < 0) return NULL;
    PyObject *found = scan_text(&scan, self, &buffer, &outcome) ? result(&scan, outcome, 0, scan.count) : NULL;
    finish(&scan);
    PyBuffer_Release(&buffer);
    return found;
}

PyDoc_STRVAR(judge_doc,
             "judge(raw, /)\n--\n\n"
             "Judge one JSON text, without reporting what deviates.\n\n"
             "Returns 0 for unsure, 1 for a success and 2 for a failure without deviations, 3 and 4 for the same with\n"
             "deviations. Raises MemoryError.");

/* An outcome, and whether there are deviations, in one number. */
static int verdict_of(const struct scan *scan, int outcome)
{
    return scan->count > scan->first ? outcome + FAILURE : outcome;
}

static PyObject *program_judge(PyObject *self, PyObject *raw)
{
    Py_buffer buffer;
    struct scan scan;
    int outcome;
    if (PyObject_GetBuffer(raw, &buffer, PyBUF_SIMPLE) < 0) return NULL;
    PyObject *found = scan_text(&scan, self, &buffer, &outcome) ? PyLong_FromLong(verdict_of(&scan, outcome)) : NULL;
    finish(&scan);
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
        if (white_space(scan, block + start, block + stop) == block + stop) {
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

PyDoc_STRVAR(lines_doc,
             "lines(block, start=0, end=None, /)\n--\n\n"
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
    struct scan scan = {0};
    struct lines lines = {NULL, 0, 0, 0, 0};
    if (PyErr_Occurred() == NULL && (start < 0 || start > end || end > buffer.len))
        PyErr_SetString(PyExc_ValueError, "start and end are not within the block");
    if (PyErr_Occurred() == NULL && begin(&scan, self, end - start)) {
        bool done;
        Py_BEGIN_ALLOW_THREADS
        done = scan_lines(&lines, &scan, buffer.buf, start, end);
        Py_END_ALLOW_THREADS
        PyObject *list = done ? listed(&lines, &scan) : PyErr_NoMemory();
        if (list != NULL) found = Py_BuildValue("nnN", lines.total, lines.blank, list);
        free(lines.listed);
    }
    finish(&scan);
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
        out[i] = (uint8_t)verdict_of(scan, outcome);
        *clean += out[i] == SUCCESS;
        scan->count = 0;
        scan->scratch = scratch;
    }
    return true;
}

static bool fits(const struct column *column)
{
    Py_ssize_t room = column->width == 4 || column->width == 8 ? column->offsets.len / column->width : 0;
    return column->offset >= 0 && column->length >= 0 && column->offset < room &&
           column->length < room - column->offset && column->length <= column->out.len;
}

PyDoc_STRVAR(column_doc,
             "column(data, offsets, width, offset, length, out, /)\n--\n\n"
             "Judge each text of a column of Arrow (binary or large_binary), without the GIL.\n\n"
             "`width` is that of an offset, 4 or 8; `offset` and `length` are those of the array. `out` is writable\n"
             "and gets a byte for each text: 0 unsure, 1 success and 2 failure without deviations, 3 and 4 the same\n"
             "with deviations. Returns how many are 1. Raises ValueError for sizes and offsets that do not fit, and\n"
             "MemoryError.");

static PyObject *program_column(PyObject *self, PyObject *args)
{
    struct column column;
    struct scan scan = {0};
    Py_ssize_t clean = 0;
    if (!PyArg_ParseTuple(args, "y*y*innw*:column", &column.data, &column.offsets, &column.width, &column.offset,
                          &column.length, &column.out))
        return NULL;
    if (!fits(&column)) {
        PyErr_SetString(PyExc_ValueError, "width, offset or length do not fit the buffers");
    } else if (begin(&scan, self, column.data.len)) {
        bool done;
        Py_BEGIN_ALLOW_THREADS
        done = scan_column(&column, &scan, &clean);
        Py_END_ALLOW_THREADS
        if (scan.out_of_memory) PyErr_NoMemory();
        if (!done) PyErr_SetString(PyExc_ValueError, "an offset is outside of the data");
    }
    finish(&scan);
    PyBuffer_Release(&column.data);
    PyBuffer_Release(&column.offsets);
    PyBuffer_Release(&column.out);
    return PyErr_Occurred() == NULL ? PyLong_FromSsize_t(clean) : NULL;
}

PyDoc_STRVAR(program_doc,
             "Program(program, plain=False)\n--\n\n"
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
    {"judge", program_judge, METH_O, judge_doc},
    {"lines", program_lines, METH_VARARGS, lines_doc},
    {"column", program_column, METH_VARARGS, column_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot type_slots[] = {
    {Py_tp_doc, (void *)program_doc},
    {Py_tp_new, (void *)program_new},
    {Py_tp_dealloc, (void *)program_dealloc},
    {Py_tp_methods, (void *)methods},
    {0, NULL},
};

static PyType_Spec type_spec = {"invoice_apis.scanner._scanner.Program", sizeof(Program), 0, Py_TPFLAGS_DEFAULT,
                                type_slots};

static int module_exec(PyObject *module)
{
    fill_base64();
    PyObject *type = PyType_FromModuleAndSpec(module, &type_spec, NULL);
    int failed = type == NULL || PyModule_AddObjectRef(module, "Program", type) < 0 ||
                 PyModule_AddIntConstant(module, "VERSION", VERSION) < 0;
    Py_XDECREF(type);
    return failed ? -1 : 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)module_exec}, {0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    "_scanner",
    "Judges JSON text by compiled contracts.",
    0,
    NULL,
    module_slots,
    NULL,
    NULL,
    NULL,
};

PyMODINIT_FUNC PyInit__scanner(void) { return PyModuleDef_Init(&module); }

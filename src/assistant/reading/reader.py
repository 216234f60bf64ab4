"""The reader at run time: onnxruntime and tokenizers, nothing else to import."""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.reading.decoding import Logits, SpanReader
from assistant.reading.encoding import Encoder

SHIPPED = Path(__file__).with_name("reader.onnx")
_INT8_PRODUCTS = frozenset({"avx512_vnni", "avx_vnni"})
"""What the system calls the instructions of a processor that adds int8 products in 32 bits."""


class OnnxReader(SpanReader):
    """A `Reader` that runs an exported model; safe to share between threads, the same on every run.

    Each window is run alone, on one processor, as many side by side as there are processors. Nothing is padded, the
    processors wait for each other only at the end, and no reading depends on what else is read, as it does where the
    int8 activations of a batch share their scale
    (docs/adr/0009-a-window-is-read-alone-on-one-processor.md, with what it saves).
    """

    @classmethod
    def load(cls, path: Path | None = None, *, workers: int | None = None) -> "OnnxReader":
        """Open a reader after checking that its file is the one that its description names.

        Arguments:
            path: the model; its description lies beside it with the suffix `.json`. None for the one shipped.
            workers: windows that are read side by side; None for one for each processor that this process may use.

        Raises:
            ModelError: a file is missing, is not the one described, or cannot be opened.
        """
        model = path or SHIPPED
        name = check(model)
        options = session_options()
        options.intra_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            encoder = Encoder()
        except Exception as error:  # onnxruntime's exceptions share no narrower public base
            raise ModelError(
                f"Could not load the reader at '{model}': {error}. Make the file again with "
                '"python -m assistant.reading.export", or set ASSISTANT_READER=none to go without a reader.'
            ) from error

        def run(ids: NDArray[np.int64], mask: NDArray[np.int64], types: NDArray[np.int64]) -> Logits:
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
            start, end = session.run(["start", "end"], feed)
            return start, end

        return cls(name, encoder, run, workers=workers or _processors())


def _processors() -> int:
    """Return how many processors this process may use, where the system says so, else how many there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def session_options(*, exact: bool | None = None) -> onnxruntime.SessionOptions:
    """Return the options that a reader is run with, by which its int8 products are exact on every processor.

    A processor without instructions for int8 products (AVX2 alone) adds two of them in 16 bits, which is too few:
    onnxruntime lets them saturate unless it is told to be exact. Of 353 answerable known facts 76.8 % were right on
    such a machine and 79.0 % on another one. Being exact takes longer there: a batch of five passages 104 instead of
    90 ms in the median, 99 instead of 68 in the fastest of eight runs. A processor that has them is exact anyhow, and
    would only lose time: a window of 175 tokens took 33.9 instead of 13.6 ms, for the same scores (one core of a Xeon
    with AVX-512 VNNI and AMX). What is not int8 is added in another order there: scores differ by some hundredths.

    Arguments:
        exact: whether the processor is exact anyhow; None to look.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # batches differ in shape, and a plan is kept for each shape that was seen
    if not (is_exact() if exact is None else exact):
        options.add_session_config_entry("session.x64quantprecision", "1")
    return options


def is_exact(processor: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor itself adds int8 products in 32 bits; False where the system does not say."""
    try:
        flags = processor.read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return False
    return not _INT8_PRODUCTS.isdisjoint(flags)


def check(model: Path) -> str:
    """Return the model's name from its description, once its checksum agrees.

    Raises:
        ModelError: a file is missing, malformed, or not the one described.
    """
    description = model.with_suffix(".json")
    for path in (model, description):
        if not path.is_file():
            raise ModelError(
                f"Could not load the reader at '{model}': there is no file '{path}'. Restore it from the "
                "package, or set ASSISTANT_READER=none to go without a reader."
            )
    try:
        described = json.loads(description.read_text(encoding="utf-8"))
        name, expected = str(described["name"]), str(described["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"Could not load the reader at '{model}': '{description}' is not a description with "
            f"'name' and 'sha256' ({error!r}). Restore both files from the package."
        ) from error
    found = checksum(model)
    if found != expected:
        raise ModelError(
            f"Could not load the reader at '{model}': its SHA-256 is {found}, '{description.name}' names {expected}. "
            "The file is damaged or was changed. Restore both files from the package, or set "
            "ASSISTANT_READER=none to go without a reader."
        )
    return name


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

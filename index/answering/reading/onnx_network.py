"""A network in an ONNX file, run by ONNX Runtime on one thread."""

import os
from pathlib import Path

from index.answering.reading.encoding import Sheet
from index.answering.reading.spans import SpanScores


class OnnxNetwork:
    """A network in an ONNX file; int64 inputs `ids` and `kinds`, (1, n)."""

    def __init__(self, file: Path) -> None:
        os.environ["ORT_DISABLE_TELEMETRY"] = (
            "1"  # from 1.29 on it reports to its makers, and must be told before
        )
        import onnxruntime

        onnxruntime.disable_telemetry_events()  # on Windows the variable does not do it
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = (
            False  # this and the file's path, not its bytes, save 20 MB; no time is lost
        )
        options.enable_mem_pattern = False
        self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    def scores(self, sheet: Sheet) -> SpanScores:
        """Run the network on one sheet."""
        start, end, answered = self._session.run(
            ["start", "end", "answered"], {"ids": sheet.ids[None, :], "kinds": sheet.kinds[None, :]}
        )
        passage = slice(sheet.offset, -1)
        null = float(start[0, 0] + end[0, 0])
        return SpanScores(start[0, passage], end[0, passage], null, float(answered[0]))

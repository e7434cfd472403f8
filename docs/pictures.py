"""Pictures of a summary of corpora/samples/summary, as Word and a browser show it: docs/summary-docx.png, docs/summary-html.png.

Run with `make pictures`; needs LibreOffice, pdftoppm and Chromium on PATH.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS.parent / "corpora" / "samples" / "summary"
NEEDED = ("soffice", "pdftoppm", "chromium")


def run(*command: str) -> None:
    """Run a program quietly; its failure is an error."""
    subprocess.run(command, check=True, capture_output=True)


def main() -> int:
    """Write both pictures; 1 when a program is missing."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.stderr.write(f"缺少程序：{'、'.join(missing)}\n")
        return 1
    with TemporaryDirectory() as name:
        folder = Path(name)
        for suffix in ("docx", "html"):
            out = str(folder / f"summary.{suffix}")
            run(sys.executable, "-m", "pipeline", "summarize", str(SAMPLES), "--out", out, "--quiet")
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", name, str(folder / "summary.docx"))
        run("pdftoppm", "-r", "70", "-png", "-singlefile", str(folder / "summary.pdf"), str(DOCS / "summary-docx"))
        run(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=900,1500",
            f"--screenshot={DOCS / 'summary-html.png'}", str(folder / "summary.html"),
        )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())

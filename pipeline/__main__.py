"""`python -m pipeline` is the same as `zuofeng`."""

from pipeline.cli.main import run

if __name__ == "__main__":
    run()

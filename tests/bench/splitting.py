"""A warm Spark for the benchmark: runs the task on each line and prints its seconds.

Runs in the environment with pyspark, with archives as arguments: `<contract id>=<file>`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from invoice_apis import spark as contracts
from pyspark.sql import DataFrame
from support.session import local_spark

Task = Callable[[DataFrame, str], object]


def read(df: DataFrame, contract_id: str) -> None:
    """Read only."""
    consume(df)


def rejected(df: DataFrame, contract_id: str) -> None:
    """Consume one side."""
    consume(contracts.split(df, contract_id)[1])


def both(df: DataFrame, contract_id: str) -> None:
    """Consume both sides, one after the other."""
    for side in contracts.split(df, contract_id):
        consume(side)


def persisted(df: DataFrame, contract_id: str) -> None:
    """One pass, persisted, then both sides."""
    validated = contracts.validate(df, contract_id).persist()
    consume(validated.filter("valid"))
    consume(validated.filter("not valid"))
    validated.unpersist(blocking=True)


def parse(df: DataFrame, contract_id: str) -> None:
    """Members as columns."""
    consume(contracts.parse(df, contract_id))


TASKS: dict[str, Task] = {task.__name__: task for task in (read, rejected, both, persisted, parse)}


def consume(df: DataFrame) -> None:
    """Compute every row and column of a frame, and drop them."""
    df.write.format("noop").mode("overwrite").save()


def main() -> None:
    """Run tasks until the input ends."""
    archives = [archive.split("=", 1) for archive in sys.argv[1:]]
    with local_spark() as spark:
        for command in sys.stdin:
            start = time.perf_counter()
            for contract_id, file in archives:
                TASKS[command.strip()](spark.read.text(file, lineSep="\n"), contract_id)
            print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()

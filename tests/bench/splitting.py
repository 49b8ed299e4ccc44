"""A warm Spark that takes orders, for the bench: each line names what to do, and is answered with the seconds it took.

Run by the interpreter that has pyspark, with the archives as arguments: `<contract id>=<file>`.
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

Work = Callable[[DataFrame, str], object]


def read(df: DataFrame, contract_id: str) -> None:
    """Reading alone."""
    taken(df)


def rejected(df: DataFrame, contract_id: str) -> None:
    """One side is used."""
    taken(contracts.split(df, contract_id)[1])


def both(df: DataFrame, contract_id: str) -> None:
    """Both sides are used, one after the other."""
    for side in contracts.split(df, contract_id):
        taken(side)


def persisted(df: DataFrame, contract_id: str) -> None:
    """One pass, persisted, and then both sides."""
    judged = contracts.judge(df, contract_id).persist()
    taken(judged.filter("valid"))
    taken(judged.filter("not valid"))
    judged.unpersist(blocking=True)


def parse(df: DataFrame, contract_id: str) -> None:
    """Members into columns."""
    taken(contracts.parse(df, contract_id))


WORKS: dict[str, Work] = {work.__name__: work for work in (read, rejected, both, persisted, parse)}


def taken(df: DataFrame) -> None:
    """Every row and column of a frame is made, and thrown away."""
    df.write.format("noop").mode("overwrite").save()


def main() -> None:
    """Answer until the input ends."""
    archives = [archive.split("=", 1) for archive in sys.argv[1:]]
    with local_spark() as spark:
        for order in sys.stdin:
            start = time.perf_counter()
            for contract_id, file in archives:
                WORKS[order.strip()](spark.read.text(file, lineSep="\n"), contract_id)
            print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()

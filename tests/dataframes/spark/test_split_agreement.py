"""Spark gives the verdict of `Contract.check` on many corrupt texts."""

from __future__ import annotations

import os

import invoice_apis as ia
import pytest
from agreement.payloads import texts
from invoice_apis import spark as contracts
from pyspark.sql import SparkSession

TOTAL = int(os.environ.get("PAYLOADS", "20000"))
SEED = int(os.environ.get("SEED", "0"))
EVERY = pytest.mark.parametrize("contract", ia.contracts(), ids=lambda contract: contract.id)


@EVERY
def test_split_agrees_with_check(spark: SparkSession, contract: ia.Contract) -> None:
    some = list(texts(contract, TOTAL // len(ia.contracts()), SEED))
    rows = [(number, bytearray(text)) for number, text in enumerate(some)]
    frame = spark.createDataFrame(rows, "n int, value binary").repartition(4)
    valid, rejected = contracts.split(frame, contract.id)
    expected = [contract.check(text).ok for text in some]
    assert sorted(row.n for row in valid.collect()) == [number for number, ok in enumerate(expected) if ok]
    assert sorted(row.n for row in rejected.collect()) == [number for number, ok in enumerate(expected) if not ok]

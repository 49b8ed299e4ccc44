"""Contracts on Spark DataFrames; needs the extra `[spark]`.

Generated; edit the template in the toolkit instead.
"""

from ._runtime.spark import judge, parse, spark_schema, split

__all__ = ["judge", "parse", "spark_schema", "split"]

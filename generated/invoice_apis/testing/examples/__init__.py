"""Example payloads generated from a contract: valid ones, ones with drift, and damaged ones."""

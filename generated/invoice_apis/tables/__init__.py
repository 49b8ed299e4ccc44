"""Tables of payloads: a row for each record or line, a column for each documented member; as files and Arrow batches."""

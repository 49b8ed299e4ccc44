"""Read one API folder: text to values, values to strict models, references followed."""

"""The emitted JSON Schemas in validators that other projects use."""

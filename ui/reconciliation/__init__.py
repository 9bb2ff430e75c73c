"""The reconciliation page: computed against published."""

"""What pages ask the warehouse: functions of scalars that select, filter and order from `mart` only."""

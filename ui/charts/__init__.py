"""Charts: rows in, a Plotly figure and its words out; no Streamlit here."""

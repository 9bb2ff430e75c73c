"""Who may do what, without Streamlit: roles, the loading key, and what stands before the pages on the way in."""

"""Documents in Word that say what the warehouse knows of one unit in one edition, and nothing else.

`facts` reads; `chapter` and its sections, `profile` and `target` say it; `word` writes it by a template; `second_run`
marks in an issued document what has changed since. No Streamlit here.
"""

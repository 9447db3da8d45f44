"""The demonstration zone: its declaration (`zone.yaml`) and the generator of its workbooks."""

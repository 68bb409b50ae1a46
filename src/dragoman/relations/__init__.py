"""Events in the PLOVER ontology: who did what to whom, judged by a small model over pairs of actors."""

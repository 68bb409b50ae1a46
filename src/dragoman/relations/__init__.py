"""Events in the PLOVER ontology: who did what to whom, judged by a small model over pairs of actors.

ontology    categories, modes, quad classes, and the codes of CAMEO for them
lexicon     words that decide which pairs of actors the model is asked about
sides       who in a sentence can do something or have it done to him
pairs       the pairs of a sentence, and the sentence as the model reads it
model       the model: category, mode and modality of a marked sentence
cues        words that bear a category out
acceptance  which judgements become events
drafts      events in the making, and which tellings are one
linking     the events that contacts and agreements are
events      events of articles: pairs judged, dated, attributed, merged, linked to contacts
rows        marked sentences from a table, judged row by row
"""

"""Training of the small relation model: PLOVER category, mode and modality of a marked pair of actors."""

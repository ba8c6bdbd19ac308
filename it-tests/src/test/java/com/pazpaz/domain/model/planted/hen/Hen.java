package com.pazpaz.domain.model.planted.hen;

import com.pazpaz.domain.model.planted.egg.Egg;

/** Comes from an egg. */
public interface Hen {

    Egg lay();
}

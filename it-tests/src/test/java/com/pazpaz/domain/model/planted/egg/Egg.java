package com.pazpaz.domain.model.planted.egg;

import com.pazpaz.domain.model.planted.hen.Hen;

/** Comes from a hen. */
public interface Egg {

    Hen hatch();
}

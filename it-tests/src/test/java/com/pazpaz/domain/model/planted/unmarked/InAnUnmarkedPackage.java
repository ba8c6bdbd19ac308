package com.pazpaz.domain.model.planted.unmarked;

/** Lives in a package that says nothing of null: it has no package-info, on purpose. */
public interface InAnUnmarkedPackage {}

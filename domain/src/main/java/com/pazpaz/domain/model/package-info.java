/** Ids and values that say nothing about a person, and the registry of the fields that do. */
@NullMarked
package com.pazpaz.domain.model;

import org.jspecify.annotations.NullMarked;

/** The use cases. Plain classes with plain constructors: whoever assembles them decides about everything else. */
@NullMarked
package com.pazpaz.application.service;

import org.jspecify.annotations.NullMarked;

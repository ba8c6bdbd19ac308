/** What can be done with PazPaz: one interface a use case, one method each. */
@NullMarked
package com.pazpaz.application.port.in;

import org.jspecify.annotations.NullMarked;

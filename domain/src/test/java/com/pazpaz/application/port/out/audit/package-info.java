/** The audit trail, as use cases are tested with. */
@NullMarked
package com.pazpaz.application.port.out.audit;

import org.jspecify.annotations.NullMarked;

/** What the application needs of the audit trail. */
@NullMarked
package com.pazpaz.application.port.out.audit;

import org.jspecify.annotations.NullMarked;

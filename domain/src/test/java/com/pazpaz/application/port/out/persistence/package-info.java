/** Contract tests of the repositories, and the fakes that use cases and adapters are tested with. */
@NullMarked
package com.pazpaz.application.port.out.persistence;

import org.jspecify.annotations.NullMarked;

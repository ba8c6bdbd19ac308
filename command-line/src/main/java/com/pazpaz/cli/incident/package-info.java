/** Reports on compromised keys, for people and for machines: counts, ids and times, and nothing of a record. */
@NullMarked
package com.pazpaz.cli.incident;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.pazpaz.cli.incident;

import org.jspecify.annotations.NullMarked;

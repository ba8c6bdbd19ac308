@NullMarked
package com.pazpaz.cli.audit;

import org.jspecify.annotations.NullMarked;

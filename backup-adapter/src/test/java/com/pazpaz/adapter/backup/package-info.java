@NullMarked
package com.pazpaz.adapter.backup;

import org.jspecify.annotations.NullMarked;

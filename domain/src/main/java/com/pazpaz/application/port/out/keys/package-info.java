/** What the core needs of the places where key-encryption keys live. */
@NullMarked
package com.pazpaz.application.port.out.keys;

import org.jspecify.annotations.NullMarked;

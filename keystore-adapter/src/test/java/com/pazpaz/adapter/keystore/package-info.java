/** Tests of the key stores, each against the contract of its port and against its own settings. */
@NullMarked
package com.pazpaz.adapter.keystore;

import org.jspecify.annotations.NullMarked;

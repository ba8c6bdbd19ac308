/** Tests of how requests become clients and clients become replies. */
@NullMarked
package com.pazpaz.adapter.rest;

import org.jspecify.annotations.NullMarked;

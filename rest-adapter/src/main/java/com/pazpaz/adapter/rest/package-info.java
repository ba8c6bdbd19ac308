/**
 * The HTTP API. Plaintext enters and leaves PazPaz here, over TLS, and nowhere else: {@link
 * com.pazpaz.adapter.rest.ClientJson} and {@link com.pazpaz.adapter.rest.ClientCsv} are the two ways in, and the first
 * is the only way out.
 */
@NullMarked
package com.pazpaz.adapter.rest;

import org.jspecify.annotations.NullMarked;

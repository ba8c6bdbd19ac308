@NullMarked
package com.pazpaz.adapter.keystore.aws;

import org.jspecify.annotations.NullMarked;

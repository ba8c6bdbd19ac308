package com.pazpaz.adapter.crypto;

/** What encrypting a record takes, costly to make and reused. Confined to one thread at a time. */
record Tools(FieldCipher cipher, AssociatedData associatedData, RecordAuthenticator authenticator) {}

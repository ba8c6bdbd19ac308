/**
 * Keys in AWS Secrets Manager: one secret per key version, encrypted by AWS KMS.
 *
 * <p>A key is on its way as text, in the request and the answer of the AWS SDK. Such text cannot be wiped, nor can the
 * buffers of the SDK: they live until they are collected. The arrays of bytes that we hold are wiped. Nothing here logs,
 * and what the SDK logs is dropped. What the SDK says of an answer that holds a key is not passed on as a cause, since a
 * parser may quote what it stumbled over.
 *
 * <p>Whether trying again may help decides the type of an exception. Throttling, faults of the service, the network, and
 * credentials that have expired or are missing do pass, credentials because they are renewed from outside. A missing
 * permission, or a secret that holds something else than its key, waits for an operator.
 */
@NullMarked
package com.pazpaz.adapter.keystore.aws;

import org.jspecify.annotations.NullMarked;

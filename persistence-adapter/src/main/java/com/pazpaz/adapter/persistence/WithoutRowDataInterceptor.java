package com.pazpaz.adapter.persistence;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Translates errors, those of the commit included: it stands around the transaction, whose own priority is 200. */
@WithoutRowData
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class WithoutRowDataInterceptor {

    /** Lets exceptions through that are not the database's. */
    @AroundInvoke
    public Object translate(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (RuntimeException e) {
            throw DatabaseErrors.translate(e);
        }
    }
}

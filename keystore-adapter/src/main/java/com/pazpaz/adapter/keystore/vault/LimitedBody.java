package com.pazpaz.adapter.keystore.vault;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The body of an answer, or nothing if it is larger than a limit, in which case the rest of it is not awaited. */
final class LimitedBody implements HttpResponse.BodySubscriber<Optional<byte[]>> {

    private final CompletableFuture<Optional<byte[]>> result = new CompletableFuture<>();
    private final byte[] buffer;
    private int length;
    private @Nullable Subscription subscription;

    LimitedBody(int limit) {
        buffer = new byte[limit];
    }

    @Override
    public CompletionStage<Optional<byte[]>> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription granted) {
        subscription = granted;
        granted.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            int size = part.remaining();
            if (result.isDone()) {
                return;
            }
            if (size > buffer.length - length) {
                complete(Optional.empty());
                if (subscription != null) {
                    subscription.cancel();
                }
                return;
            }
            part.get(buffer, length, size);
            length += size;
        }
    }

    @Override
    public void onError(Throwable error) {
        Arrays.fill(buffer, (byte) 0);
        result.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        complete(Optional.of(Arrays.copyOf(buffer, length)));
    }

    private void complete(Optional<byte[]> body) {
        result.complete(body);
        Arrays.fill(buffer, (byte) 0);
    }
}

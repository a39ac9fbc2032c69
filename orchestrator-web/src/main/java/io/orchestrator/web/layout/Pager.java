package io.orchestrator.web.layout;

/**
 * Where a page of a long list stands.
 *
 * @param address the list's address with its filters
 * @param page from 1
 * @param total how many lines the whole list has
 */
public record Pager(String address, int page, int size, long total) {

    /** @param wanted a page that somebody typed: one that is not there becomes the nearest one that is */
    public static Pager at(String address, int wanted, int size, long total) {
        long pages = Math.max(1, (total + size - 1) / size);
        return new Pager(address, (int) Math.clamp(wanted, 1, pages), size, total);
    }

    public long offset() {
        return (page - 1L) * size;
    }

    public long first() {
        return total == 0 ? 0 : offset() + 1;
    }

    public long last() {
        return Math.min(total, offset() + size);
    }

    public boolean needed() {
        return total > size;
    }

    /** Empty: this is the first page. */
    public String previous() {
        return page == 1 ? "" : Links.with(address, "page", page - 1);
    }

    /** Empty: this is the last page. */
    public String next() {
        return last() >= total ? "" : Links.with(address, "page", page + 1);
    }
}

package io.orchestrator.web.api;

import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** A page that begins anywhere, not only at a multiple of its size. */
record OffsetPage(int limit, int offset, Sort sort) implements Pageable {

    @Override
    public int getPageNumber() {
        return offset / limit;
    }

    @Override
    public int getPageSize() {
        return limit;
    }

    @Override
    public long getOffset() {
        return offset;
    }

    @Override
    public Sort getSort() {
        return sort;
    }

    @Override
    public Pageable next() {
        return new OffsetPage(limit, offset + limit, sort);
    }

    @Override
    public Pageable previousOrFirst() {
        return new OffsetPage(limit, Math.max(0, offset - limit), sort);
    }

    @Override
    public Pageable first() {
        return new OffsetPage(limit, 0, sort);
    }

    @Override
    public Pageable withPage(int pageNumber) {
        return new OffsetPage(limit, pageNumber * limit, sort);
    }

    @Override
    public boolean hasPrevious() {
        return offset > 0;
    }
}

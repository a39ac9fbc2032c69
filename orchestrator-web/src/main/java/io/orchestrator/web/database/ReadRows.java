package io.orchestrator.web.database;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor.SpecificationFluentQuery;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;

/**
 * What every reader of rows can do. Nothing here writes: whatever changes goes through the engine.
 *
 * @param <T> the row
 * @param <K> its key
 */
@NoRepositoryBean
public interface ReadRows<T, K> extends Repository<T, K> {

    Optional<T> findById(K key);

    List<T> findAll(Sort sort);

    Page<T> findAll(Pageable page);

    List<T> findAll(Specification<T> filter, Sort sort);

    Page<T> findAll(Specification<T> filter, Pageable page);

    /** For those who want a part without how many there are in all. */
    <S extends T, R> R findBy(Specification<T> filter, Function<? super SpecificationFluentQuery<S>, R> query);

    long count();

    long count(Specification<T> filter);
}

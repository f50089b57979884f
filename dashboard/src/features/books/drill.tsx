/** The way down from a figure: the API names where the entries behind it are listed, and this leads to the page that shows them. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface DrillProps {
  /** The API's own path, such as `/accounting/journal-entries?account=…`. */
  readonly path: string;
  readonly children: ReactNode;
  readonly className?: string;
}

const look = 'rounded-sm underline decoration-line decoration-1 underline-offset-4 hover:decoration-leaf hover:text-leaf';

export function Drill({ path, children, className = '' }: DrillProps) {
  const [page = '', query = ''] = path.replace(/^\/api\/v1/, '').split('?');
  const search = Object.fromEntries(new URLSearchParams(query));
  const style = `${look} ${className}`;
  const { order_id: order, product_id: product, category_id: category, customer_id: customer, variant_id: variant, ...rest } = search;
  if (page === '/accounting/journal-entries')
    return (
      <Link to="/books/journal" search={{ ...rest, ...(order === undefined ? {} : { order }) }} className={style}>
        {children}
      </Link>
    );
  if (page === '/reports/sales/orders')
    return (
      <Link
        to="/reports/sales/orders"
        search={{
          ...rest,
          ...(product === undefined ? {} : { product }),
          ...(category === undefined ? {} : { category }),
          ...(customer === undefined ? {} : { customer }),
        }}
        className={style}
      >
        {children}
      </Link>
    );
  if (page === '/reports/profit-loss')
    return (
      <Link to="/books/profit-loss" search={rest} className={style}>
        {children}
      </Link>
    );
  if (page === '/inventory/movements')
    return (
      <Link to="/stock/movements" search={variant === undefined ? {} : { variant }} className={style}>
        {children}
      </Link>
    );
  return <>{children}</>;
}

/** A page that this person's role has no business on, told kindly; the server would refuse what it sends. */
import { Problem } from '../../api.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure } from '../../ui/states.tsx';

interface PageForbiddenProps {
  readonly title: string;
  readonly back: NonNullable<React.ComponentProps<typeof Page>['back']>;
}

export function PageForbidden({ title, back }: PageForbiddenProps) {
  return (
    <Page title={title} back={back}>
      <Panel>
        <Failure error={new Problem(403, 'auth.forbidden', '')} />
      </Panel>
    </Page>
  );
}

from company_workers.web import *
